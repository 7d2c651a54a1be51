"""Speed, measured beside a floor or a peer in the same run: ``make bench``.

Every module here with a ``TITLE`` and a ``measure()`` that returns ``Row`` records is run; nothing is asserted.
"""
