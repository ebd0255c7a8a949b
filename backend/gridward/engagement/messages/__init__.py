"""The message port: messages to customers leave through a gateway that the installation chooses."""
