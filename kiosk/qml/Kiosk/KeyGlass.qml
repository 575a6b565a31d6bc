import Kiosk.Screens

// What KeyAreas makes and lends.
KeyArea {
}
