"""Impact metrics and experiments: arithmetic, and drills in reading results."""
