"""The Low Moss pilot as history: invented people whose counts are the ones that were published."""
