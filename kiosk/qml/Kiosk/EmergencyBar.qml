import QtQuick

// Always there, on every page, never covered. It promises nothing that it cannot do: this kiosk does not call yet.
Rectangle {
    id: bar

    required property bool demo

    Accessible.name: title.text + ". " + advice.text + ". " + promise.text
    Accessible.role: Accessible.StaticText
    color: Theme.colours.emergencyBar
    implicitHeight: Theme.emergencyBar
    objectName: "emergency"

    Rectangle {
        id: block

        color: Theme.colours.emergency
        height: parent.height
        width: number.implicitWidth + 2 * Theme.margin

        Label {
            id: number

            anchors.centerIn: parent
            color: Theme.colours.emergencyText
            font.pixelSize: Theme.emergencyNumber
            font.weight: Font.Bold
            text: "112"
        }
    }
    Column {
        anchors.left: block.right
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: title

            color: Theme.colours.emergencyBarText
            font.pixelSize: Theme.emergencyTitle
            font.weight: Font.DemiBold
            text: qsTr("Emergency call")
            width: parent.width
        }
        Label {
            id: advice

            color: Theme.colours.emergencyBarText
            font.pixelSize: Theme.emergencyAdvice
            text: qsTr("Dial 112 on your own phone")
            width: parent.width
        }
        Label {
            id: promise

            color: Theme.colours.emergencyBarText
            font.pixelSize: Theme.emergencyPromise
            text: qsTr("A call button comes here later")
            visible: bar.demo
            width: parent.width
        }
    }
}
