"""The console command for people who run Throughline."""
