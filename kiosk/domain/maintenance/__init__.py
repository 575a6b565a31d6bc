"""The technician's part: who may enter and for how long, what is well here, what a drill found."""
