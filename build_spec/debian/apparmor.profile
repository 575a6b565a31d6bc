# Ubuntu 24.04 gives user namespaces to programs that a profile names, and Chromium's sandbox is made of them. Nothing
# else is allowed or forbidden by this; the units do that. Source: Ubuntu 24.04 release notes, "Unprivileged user
# namespace restrictions"; apparmor.d(5). Installed only where the system knows that rule.
abi <abi/4.0>,

profile smart-stop-kiosk /usr/lib/smart-stop-kiosk/installed/*/{kiosk,**/QtWebEngineProcess} flags=(unconfined) {
  userns,

  include if exists <local/smart-stop-kiosk>
}
