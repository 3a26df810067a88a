"""Independent answers for testing the model: a plain simulator and an exact distribution."""
