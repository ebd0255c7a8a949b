"""What policy service offers."""

from gridward.policycare.settling import SettledDetails, settle_details
from gridward.policycare.telling import cities_to_tell, tell_again

__all__ = ["SettledDetails", "cities_to_tell", "settle_details", "tell_again"]
