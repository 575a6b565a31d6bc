import Kiosk.Maintenance

// What BlackBoxFrame makes and lends.
BlackBoxPicture {
    objectName: "picture"
}
