"""What is shown or printed: QR codes, banners, flyers, and the proof that they scan."""
