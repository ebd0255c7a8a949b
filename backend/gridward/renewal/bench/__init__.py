"""Lapse risk measured: this program's card and model beside other methods, on files of real policies."""
