"""One QObject per screen: what QML shows and what a touch calls."""
