"""Further relations: referral, dual office, joint teams, sites, reorganisation, issue and basis of policy documents."""
