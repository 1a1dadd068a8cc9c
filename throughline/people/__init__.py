"""The people we support: who they are and how to reach them safely."""
