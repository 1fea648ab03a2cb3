"""WeChat's official-account protocol: signatures, encryption, messages, replies, the menu."""
