"""What templates of reports may say."""
