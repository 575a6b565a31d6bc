import QtQuick
import Kiosk.Screens

// The second choice: the portal on this screen, with what to know before, or why it cannot be had now.
Item {
    id: here

    required property ServicesScreen services
    required property bool portrait

    implicitHeight: portrait ? Math.max(button.height, note.implicitHeight) : button.height + Theme.gapSmall + note.implicitHeight
    visible: services.hereLook !== ""

    BigButton {
        id: button

        enabled: here.services.hereLook === "ready"
        flat: true
        ground: here.portrait ? Theme.colours.action : Theme.colours.tile
        objectName: "openHere"
        text: here.services.hereTitle
        width: here.portrait ? Theme.px(360) : parent.width
        x: here.portrait ? parent.width - width : 0
        y: here.portrait ? (parent.height - height) / 2 : parent.height - height

        onActivated: here.services.openHere()
    }
    Label {
        id: note

        color: Theme.colours.quiet
        font.pixelSize: Theme.small
        maximumLineCount: 5
        objectName: "hereNote"
        text: here.services.hereNote
        width: here.portrait ? button.x - Theme.gap : parent.width
        wrapMode: Text.WordWrap
        y: here.portrait ? (parent.height - height) / 2 : 0
    }
}
