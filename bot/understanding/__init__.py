"""What a person wrote: cleaned, without personal numbers, and the day it speaks of."""
