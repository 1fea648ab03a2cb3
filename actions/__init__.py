"""What Rasa's action server does: slots in, one call of ours, reply out. One file a topic."""
