"""The kiosk of a bus-stop pavilion: honest arrivals, one-touch emergency call, state services."""

__version__ = "0.6.0"
