"""What policy service offers."""

from gridward.policycare.details import mask_detail
from gridward.policycare.merging import BothKept, Correction, take_in_correction, withdraw_correction
from gridward.policycare.settling import SettledDetails, settle_details
from gridward.policycare.telling import cities_to_tell, tell_again

__all__ = [
    "BothKept",
    "Correction",
    "SettledDetails",
    "cities_to_tell",
    "mask_detail",
    "settle_details",
    "take_in_correction",
    "tell_again",
    "withdraw_correction",
]
