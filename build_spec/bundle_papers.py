"""Later: licences and the list of parts."""
