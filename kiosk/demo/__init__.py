"""The demonstration network: a GTFS feed made from a readable source and a server that drives its vehicles."""
