"""Tagged links: UTM tags, network deep links, click references."""
