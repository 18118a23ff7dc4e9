"""Safe reading of what strangers send: sizes, encodings, zip containers, XML. Nothing else opens their bytes."""
