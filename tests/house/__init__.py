"""The house keeps its rules: who may import whom, what start-up may load, what the documents claim."""
