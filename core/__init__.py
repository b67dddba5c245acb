"""What every floor needs: settings, errors, words and number formats, periods, figures, scope."""
