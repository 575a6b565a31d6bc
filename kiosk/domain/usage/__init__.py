"""What the kiosk may write down about its use: a closed catalogue, without a place for anything personal."""
