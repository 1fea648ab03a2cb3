"""Turning a channel or a feature off and on again: pure rules over an interface."""
