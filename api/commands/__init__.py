"""The commands of ``zeren``, one module for each group."""
