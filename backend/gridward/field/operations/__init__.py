"""Operations of tablets: received, judged, applied, answered with a receipt."""
