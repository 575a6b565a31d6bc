"""The emergency call as values and pure rules: what may happen, what is then done, what people are told."""
