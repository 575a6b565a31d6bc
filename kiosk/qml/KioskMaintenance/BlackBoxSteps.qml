import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// When the picture above was taken, the buttons that go through them, and the way to a USB stick.
ColumnLayout {
    id: steps

    required property BlackBoxScreen box
    required property bool portrait

    spacing: Theme.gapSmall

    Label {
        Layout.alignment: Qt.AlignHCenter
        font.pixelSize: Theme.menuLine
        font.weight: Font.DemiBold
        objectName: "taken"
        text: steps.box.time
    }
    Label {
        Layout.alignment: Qt.AlignHCenter
        color: Theme.colours.quiet
        font.pixelSize: Theme.menuNote
        objectName: "number"
        text: qsTr("picture %1 of %2").arg(steps.box.number).arg(steps.box.count)
    }
    GridLayout {
        Layout.fillHeight: !steps.portrait
        Layout.fillWidth: true
        columnSpacing: Theme.touchGap
        columns: steps.portrait ? 4 : 2
        rowSpacing: Theme.touchGap
        uniformCellWidths: true

        BigButton {
            Layout.fillHeight: !steps.portrait
            Layout.fillWidth: true
            enabled: steps.box.number > 1
            icon: "chevrons-left"
            objectName: "tenBack"
            text: qsTr("10 back")

            onActivated: steps.box.step(-10)
        }
        BigButton {
            Layout.column: steps.portrait ? 3 : 1
            Layout.fillHeight: !steps.portrait
            Layout.fillWidth: true
            Layout.row: 0
            enabled: steps.box.number < steps.box.count
            icon: "chevrons-right"
            objectName: "tenOn"
            text: qsTr("10 on")

            onActivated: steps.box.step(10)
        }
        BigButton {
            Layout.column: steps.portrait ? 1 : 0
            Layout.fillHeight: !steps.portrait
            Layout.fillWidth: true
            Layout.row: steps.portrait ? 0 : 1
            enabled: steps.box.number > 1
            icon: "chevron-left"
            objectName: "back1"
            text: qsTr("Before")

            onActivated: steps.box.step(-1)
        }
        BigButton {
            Layout.column: steps.portrait ? 2 : 1
            Layout.fillHeight: !steps.portrait
            Layout.fillWidth: true
            Layout.row: steps.portrait ? 0 : 1
            enabled: steps.box.number < steps.box.count
            icon: "chevron-right"
            objectName: "on1"
            text: qsTr("After")

            onActivated: steps.box.step(1)
        }
    }
    Explanation {
        Layout.maximumWidth: steps.portrait ? -1 : Theme.eventSteps
        objectName: "exportNote"
        text: steps.box.note
        visible: text !== ""
    }
    BigButton {
        Layout.fillWidth: true
        enabled: steps.box.exportable
        flat: true
        icon: "usb"
        objectName: "export"
        text: qsTr("To a USB stick")
        visible: steps.box.keeps

        onActivated: steps.box.export()
    }
}
