"""What people say of answers: whether they helped, and what was wrong with those that did not."""
