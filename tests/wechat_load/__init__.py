"""Many people in WeChat at once: real gateway processes, the platform's double, a slow Rasa."""
