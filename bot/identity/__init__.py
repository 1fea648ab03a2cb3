"""Who a person is: two factors before anything personal, and a session that ends by itself."""
