"""A double of WeChat's platform: a real HTTP server that behaves as WeChat does, and remembers.

Nothing here uses our own protocol code: what it writes and reads is written anew, so that a fault
of ours is not made twice.
"""
