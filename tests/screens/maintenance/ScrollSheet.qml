import QtQuick
import QtQuick.Layouts
import Kiosk
import KioskMaintenance

// A scroll area of a given height, with content of another.
Item {
    id: sheet

    property int content: 2000
    property bool beside: false

    height: 900
    width: 900

    ScrollArea {
        anchors.fill: parent
        beside: sheet.beside
        objectName: "area"

        Rectangle {
            Layout.fillWidth: true
            color: Theme.colours.panel
            implicitHeight: sheet.content
        }
    }
}
