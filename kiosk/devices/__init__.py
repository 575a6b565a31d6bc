"""What the kiosk drives and keeps: the usage log, facts of the machine, volume and light, USB keys."""
