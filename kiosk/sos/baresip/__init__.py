"""The SIP user agent: Debian's baresip as a supervised child process. Only `user_agent` is meant for others."""
