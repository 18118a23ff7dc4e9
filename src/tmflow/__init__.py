"""tmflow: publish every release in Chinese, English and Russian, and keep it consistent."""

__version__ = "0.1.0"
