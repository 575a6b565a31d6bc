"""The technician's screens, one QObject per page. Imported after the first picture of the passengers' screen."""
