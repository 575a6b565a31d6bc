import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// The touch targets at the foot of every page: what the page offers, then text size, language and contrast.
Rectangle {
    id: bar

    required property Passenger passenger
    required property bool portrait
    // Beside the page in landscape, the tiles stand in two columns.
    readonly property int columns: portrait ? 8 : 2
    // Without a tile of the page the other ones have all the room.
    property bool bare: false
    default property alias tiles: offered.data

    color: Theme.colours.panel
    implicitHeight: parts.implicitHeight + 2 * Theme.gapSmall

    GridLayout {
        id: parts

        anchors.left: parent.left
        anchors.leftMargin: bar.portrait ? Theme.margin : Theme.gap
        anchors.right: parent.right
        anchors.rightMargin: bar.portrait ? Theme.margin : Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.touchGap
        flow: bar.portrait ? GridLayout.LeftToRight : GridLayout.TopToBottom
        rowSpacing: Theme.touchGap

        GridLayout {
            id: offered

            Layout.fillWidth: true
            columnSpacing: Theme.touchGap
            columns: bar.columns
            rowSpacing: Theme.touchGap
            uniformCellWidths: true
            visible: !bar.bare
        }
        RowLayout {
            Layout.fillWidth: bar.bare || !bar.portrait
            spacing: Theme.touchGap
            uniformCellSizes: true

            BigButton {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.control
                objectName: "textSize"
                icon: "text-size"
                spoken: qsTr("Text size")
                text: bar.passenger.textSize < 2 ? qsTr("Larger") : qsTr("Smaller")

                onActivated: bar.passenger.nextTextSize()
            }
            BigButton {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.control
                objectName: "language"
                icon: "language"
                spoken: text
                // In the language it leads to, for those who cannot read the present one.
                text: bar.passenger.language === "ru" ? "English" : "Русский"
                visible: bar.passenger.choosesLanguage

                onActivated: bar.passenger.nextLanguage()
            }
            BigButton {
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.control
                objectName: "contrast"
                icon: "contrast"
                spoken: qsTr("Contrast")
                text: qsTr("Contrast")

                onActivated: bar.passenger.toggleContrast()
            }
        }
    }
}
