"""What counts where the user says nothing."""

IMAGE_MAX_BYTES = 1_000_000
SECONDS_PER_FILE = 120
