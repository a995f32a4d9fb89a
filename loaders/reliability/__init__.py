"""Agreement between coders: Cohen's kappa, Krippendorff's alpha, unitising apart, each with bootstrap intervals."""
