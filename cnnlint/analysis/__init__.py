"""From files to models: which models a file holds, what they are fed, and what running them abstractly gives."""
