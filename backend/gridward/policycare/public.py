"""What policy service offers."""

from gridward.policycare.settling import SettledDetails, settle_details

__all__ = ["SettledDetails", "settle_details"]
