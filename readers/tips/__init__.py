"""What readers send us: tips and reports, their forms and the private page of each."""
