import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// Where this is, for the caller to read out.
Rectangle {
    id: card

    required property CallScreen call
    required property bool portrait

    Accessible.name: [here.text, call.stopName, call.address, call.code !== "" ? pavilion.text + " " + call.code : ""].filter(words => words !== "").join(". ")
    Accessible.role: Accessible.StaticText
    color: Theme.colours.page
    implicitHeight: parts.implicitHeight + 2 * Theme.gap
    objectName: "callPlace"

    ColumnLayout {
        id: parts

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: 0

        RowLayout {
            spacing: Theme.gapTiny

            Icon {
                color: Theme.colours.quiet
                name: "map-pin"
                size: Theme.direction
            }
            Label {
                id: here

                Layout.fillWidth: true
                color: Theme.colours.quiet
                font.pixelSize: Theme.direction
                text: qsTr("You are here")
            }
            Label {
                id: pavilion

                color: Theme.colours.quiet
                font.pixelSize: Theme.direction
                text: qsTr("Pavilion")
                visible: card.call.code !== ""
            }
            Label {
                font.pixelSize: Theme.placeCode
                font.weight: Font.Bold
                objectName: "placeCode"
                text: card.call.code
                visible: text !== ""
            }
        }
        Label {
            Layout.fillWidth: true
            font.pixelSize: Theme.placeName
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.headsignLeast
            objectName: "placeName"
            text: card.call.stopName
        }
        Label {
            Layout.fillWidth: true
            font.pixelSize: card.portrait ? Theme.placeWord : Theme.placeWordFlat
            font.weight: Font.Medium
            maximumLineCount: 4
            objectName: "placeAddress"
            text: card.call.address
            visible: text !== ""
            wrapMode: Text.WordWrap
        }
    }
}
