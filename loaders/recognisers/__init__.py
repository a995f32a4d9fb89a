"""Optional recognisers behind one interface, off by default; what they find stays apart until it is reviewed."""
