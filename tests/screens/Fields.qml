import QtQuick
import Kiosk
import Kiosk.Screens

// Fields of every kind above the keyboard, for its tests.
Rectangle {
    id: fields

    required property KeyboardScreen keyboard
    required property Passenger passenger
    property real panelShortSide: 685

    readonly property bool portrait: height >= width

    color: Theme.colours.page

    component Field: TextInput {
        activeFocusOnPress: true
        color: Theme.colours.text
        font.family: Theme.family
        font.pixelSize: Theme.body
        height: 60
        width: parent.width
    }

    ThemeBinding {
        panelShortSide: fields.panelShortSide
        passenger: fields.passenger
        shortSide: Math.min(fields.width, fields.height)
    }
    Column {
        anchors.fill: parent

        Field {
            objectName: "text"
        }
        Field {
            inputMethodHints: Qt.ImhDigitsOnly
            objectName: "digits"
        }
        Field {
            inputMethodHints: Qt.ImhEmailCharactersOnly
            objectName: "email"
        }
        Field {
            inputMethodHints: Qt.ImhUrlCharactersOnly
            objectName: "url"
        }
        Field {
            echoMode: TextInput.Password
            objectName: "password"
        }
        Rectangle {
            color: Theme.colours.tile
            height: 100
            objectName: "elsewhere"
            width: parent.width
        }
    }
    Keyboard {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        keyboard: fields.keyboard
        portrait: fields.portrait
    }
}
