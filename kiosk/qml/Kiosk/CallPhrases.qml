pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// For those who cannot speak or hear: phrases that are spoken to the operator, and the way by SMS.
ColumnLayout {
    id: phrases

    required property CallScreen call

    readonly property string heading: call.speechless ? qsTr("Phrases are not available now") : call.talking ? qsTr("Cannot speak? Touch a phrase") : qsTr("When 112 answers, touch a phrase here")

    spacing: Theme.gapSmall

    Label {
        Layout.fillWidth: true
        font.pixelSize: Theme.callHint
        font.weight: Font.Medium
        maximumLineCount: 2
        objectName: "callHeading"
        text: phrases.heading
        wrapMode: Text.WordWrap
    }
    GridLayout {
        Layout.fillHeight: true
        Layout.fillWidth: true
        columnSpacing: Theme.touchGap
        columns: 3
        rowSpacing: Theme.touchGap
        uniformCellHeights: true
        uniformCellWidths: true

        Repeater {
            model: phrases.call.phrases

            CallTile {
                required property string key
                required property bool saying

                Layout.fillHeight: true
                Layout.fillWidth: true
                active: saying
                enabled: phrases.call.talking && !phrases.call.speechless

                onActivated: phrases.call.say(key)
            }
        }
        CallTile {
            Layout.fillHeight: true
            Layout.fillWidth: true
            hint: true
            icon: "message"
            text: qsTr("or SMS to 112")
        }
    }
}
