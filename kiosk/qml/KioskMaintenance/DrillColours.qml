pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// One colour over the whole page, the same in every theme, and two answers.
Rectangle {
    id: picture

    required property DrillScreen screen

    readonly property ColourStep colours: screen.colours as ColourStep

    color: colours.colour === "green" ? "lime" : colours.colour === "" ? Theme.colours.page : colours.colour
    objectName: "colourPicture"

    ColumnLayout {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.touchGap
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(1200))

        DrillNote {
            Layout.fillWidth: true
            seconds: picture.screen.stepSecondsLeft
            text: qsTr("Colour %2 of 5, %1: spots, lines, another colour anywhere?").arg(picture.colours.word).arg(Math.min(picture.colours.number, 5))
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.touchGap
            uniformCellSizes: true

            BigButton {
                Layout.fillWidth: true
                border.color: Theme.colours.text
                border.width: Theme.hairline
                icon: "alert-triangle"
                objectName: "spots"
                text: qsTr("There are spots")

                onActivated: picture.colours.answer(false)
            }
            BigButton {
                Layout.fillWidth: true
                border.color: Theme.colours.text
                border.width: Theme.hairline
                icon: "check"
                objectName: "well"
                text: qsTr("All well")

                onActivated: picture.colours.answer(true)
            }
        }
    }
}
