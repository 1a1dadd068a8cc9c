"""Reviews and distance travelled."""
